using Greeting;
using Kubernetes.Tests.Scripting;
using TestKit;

namespace Kubernetes.Tests.Sample;

/// <summary>The operator on the front page of the library is this very file, and it works.</summary>
public sealed class FrontPageTests
{
    private const string Namespace = """{"metadata":{"name":"shop","uid":"n1","resourceVersion":"3","labels":{"greet":"Ada"}}}""";

    [Fact]
    public void The_page_shows_the_file_that_is_compiled_here()
    {
        var page = Text("README.md");
        var begin = page.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var shown = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];

        Assert.Equal(Text(Path.Combine("Sample", "GreetingOperator.cs.txt")).Trim(), shown.Trim());
        Assert.InRange(shown.Trim().Split('\n').Length, 1, 30);
    }

    [Fact]
    public async Task It_puts_right_what_is_missing_or_was_changed_and_nothing_else()
    {
        var (namespaces, greetings) = (new ScriptedStream(), new ScriptedStream());
        var version = 5;
        var server = new ScriptedServer((request, body) => (request.Method.Method, Kind: request.RequestUri!.AbsolutePath.Split('/')[^1], Watch: request.RequestUri.Query.Contains("watch", StringComparison.Ordinal)) switch
        {
            ("GET", "namespaces", true) => namespaces.Response(),
            ("GET", _, true) => greetings.Response(),
            ("PATCH", _, _) => ScriptedServer.Json(body.Replace("\"metadata\":{", "\"metadata\":{\"uid\":\"g1\",\"resourceVersion\":\"" + (version += 2) + "\",", StringComparison.Ordinal)),
            _ => null,
        });
        namespaces.Added(Namespace).Bookmark("5", initialEventsEnd: true);
        greetings.Bookmark("5", initialEventsEnd: true);
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        var running = new GreetingOperator(client).RunAsync(stop.Token);
        await Eventually.Holds(() => Task.FromResult(Applies(server).Count == 1), "the greeting is applied");
        Assert.Contains("\"text\":\"Hello Ada\"", Applies(server)[0].Body, StringComparison.Ordinal);
        Assert.Equal("/api/v1/namespaces/shop/configmaps/greeting?fieldManager=greeting&force=true", Applies(server)[0].PathAndQuery);

        greetings.Modified(Greetings("7", "Hello Ada")).Modified(Greetings("8", "Go away"));
        await Eventually.Holds(() => Task.FromResult(Applies(server).Count == 2), "the drift is put right");
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Applies(server).Count);
    }

    private static string Greetings(string version, string text) =>
        $$$"""{"metadata":{"name":"greeting","namespace":"shop","uid":"g1","resourceVersion":"{{{version}}}","labels":{"app":"greeting"}},"data":{"text":"{{{text}}}"}}""";

    private static List<SentRequest> Applies(ScriptedServer server) => [.. server.Sent.Where(request => request.Method == HttpMethod.Patch)];

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)).ReplaceLineEndings("\n");
}
