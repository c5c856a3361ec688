namespace CounterApp.Pages;

/// <summary>The page at <c>/</c>: one file, no external asset, no script; light or dark as the reader likes it.</summary>
internal static class VisitHtml
{
    public const string Pod = "{{pod}}";
    public const string Version = "{{version}}";
    public const string Visits = "{{visits}}";

    /// <summary>The number appears once. The icon is part of the page, so that browsers do not ask for one.</summary>
    public const string Template =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{pod}}</title>
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='8' fill='%232f6fed'/%3E%3Cpath d='M5 12V8M8 12V4M11 12V6' stroke='white' stroke-width='2' stroke-linecap='round'/%3E%3C/svg%3E">
        <style>
        :root { --back: #f6f7f9; --front: #16181d; --quiet: #5b616e; --card: #fff; --edge: #dfe3ea; --accent: #2f6fed }
        @media (prefers-color-scheme: dark) {
          :root { --back: #101216; --front: #f2f4f8; --quiet: #9aa2b1; --card: #191c22; --edge: #2a2f39; --accent: #7aa5ff }
        }
        * { box-sizing: border-box; margin: 0 }
        body { min-height: 100vh; min-height: 100svh; display: grid; place-items: center; padding: 1.5rem;
          background: var(--back); color: var(--front); font: 1.0625rem/1.5 system-ui, sans-serif }
        main { width: 100%; max-width: 34rem; padding: clamp(1.5rem, 6vw, 3rem); text-align: center;
          background: var(--card); border: 1px solid var(--edge); border-top: .3rem solid var(--accent); border-radius: .75rem }
        h1 { font-size: clamp(3rem, 18vw, 7rem); line-height: 1.05; font-weight: 700; letter-spacing: -.03em;
          font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        h1 small { display: block; margin-top: .75rem; font-size: 1.25rem; font-weight: 400; letter-spacing: 0; color: var(--quiet) }
        b { color: var(--front); font-weight: 600; overflow-wrap: anywhere }
        footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--edge); font-size: .9375rem; color: var(--quiet) }
        </style>
        </head>
        <body>
        <main>
        <h1>{{visits}} <small>visits to <b>{{pod}}</b></small></h1>
        <footer>Each was on disk before it was answered<br>Version <b>{{version}}</b></footer>
        </main>
        </body>
        </html>

        """;
}
