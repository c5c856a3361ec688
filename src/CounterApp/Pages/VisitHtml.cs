namespace CounterApp.Pages;

/// <summary>The page at <c>/</c>: one file, no external asset, no script.</summary>
internal static class VisitHtml
{
    public const string Pod = "{{pod}}";
    public const string Version = "{{version}}";
    public const string Visits = "{{visits}}";

    public const string Template =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{pod}}</title>
        <link rel="icon" href="data:,">
        </head>
        <body>
        <h1>{{visits}}</h1>
        <p>visits to {{pod}}</p>
        <p>version {{version}}</p>
        </body>
        </html>

        """;
}
