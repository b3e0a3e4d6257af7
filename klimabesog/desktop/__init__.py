"""The window: Qt Widgets, and nothing but what the eye and hand need. Everything it knows comes from casework."""
