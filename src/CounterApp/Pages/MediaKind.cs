namespace CounterApp.Pages;

/// <summary>The forms an answer can take.</summary>
internal enum MediaKind
{
    /// <summary>One line of text, for curl and anyone who does not say.</summary>
    Text,
    Json,
    Html,
}
