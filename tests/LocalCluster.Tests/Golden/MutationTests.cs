using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>The comparison can fail: a recording equals itself, and no longer when any value of it is another.</summary>
public sealed class MutationTests
{
    /// <summary>How many values of one body are tried, spread over it; all of most bodies.</summary>
    private const int Tried = 60;

    public static TheoryData<string> Scenarios => [.. Recording.Scenarios];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_answer_equals_itself(string scenario)
    {
        foreach (var call in Calls(scenario)) Assert.Empty(Differences(scenario, call, Answer(call)));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_value_of_a_body_counts_unless_it_is_left_out(string scenario)
    {
        var ignored = new List<string>();
        foreach (var call in Calls(scenario).Where(call => call.Response["body"] is JsonObject))
        {
            var all = Mutations.Of(call.Response["body"]!.AsObject()).ToList();
            foreach (var (path, change) in all.Where((_, index) => index % (all.Count / Tried + 1) == 0))
            {
                if (IsFree(scenario, call, path)) continue;
                var answer = Answer(call);
                change(answer.Body!.AsObject());
                if (Differences(scenario, call, answer).Count == 0) ignored.Add($"{call.Title}: {path}");
            }
        }

        Assert.Empty(ignored);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_status_and_the_recorded_headers_count(string scenario)
    {
        foreach (var call in Calls(scenario).Where(call => !LeftOut.Covers(scenario, call.Title, "(status)")))
        {
            Assert.NotEmpty(Differences(scenario, call, Answer(call) with { Status = 418 }));
            foreach (var header in Answer(call).Headers.Keys)
            {
                var headers = Answer(call).Headers.ToDictionary();
                headers[header] = "other";
                Assert.NotEmpty(Differences(scenario, call, Answer(call) with { Headers = headers }));
            }
        }
    }

    [Fact]
    public void A_token_stands_for_one_value_and_two_tokens_for_two()
    {
        var tokens = new Tokens();

        Assert.True(tokens.Matches("{rv:1}", "7"));
        Assert.False(tokens.Matches("{rv:1}", "8"));
        Assert.False(tokens.Matches("{rv:2}", "7"));
        Assert.True(tokens.Matches("{rv:2}", "5"));
        Assert.Equal("{rv:1} = 7 should be older than {rv:2} = 5", Assert.Single(tokens.Disorders(_ => "any")));
        Assert.Empty(tokens.Disorders(name => name));
        Assert.False(tokens.Matches("{time}", "yesterday"));
    }

    [Fact]
    public void Nothing_that_a_client_reads_is_left_out()
    {
        string[] read =
        [
            "reason", "message", "details.name", "details.causes[0].message", "metadata.resourceVersion", "metadata.generation", "metadata.uid", "spec.replicas",
            "status.phase", "status.conditions[0].status", "status.observedGeneration", "status.readyReplicas", "items[0].status.podIP", "rows[0].cells[0]",
        ];

        foreach (var scenario in Recording.Scenarios)
            foreach (var call in Calls(scenario).Where(call => (scenario, call.Title) is not ("crd-lifecycle", "empty list")))
                Assert.DoesNotContain(read.Append("(status)").Append("(text)"), path => LeftOut.Covers(scenario, call.Title, path));
    }

    [Fact]
    public void Every_entry_of_what_is_left_out_has_a_reason() => Assert.All(LeftOut.All, entry => Assert.True(entry.Reason.Length > 10));

    private static IEnumerable<RecordedStep.Call> Calls(string scenario) => Recording.Read(scenario).Steps.OfType<RecordedStep.Call>();

    private static GoldenAnswer Answer(RecordedStep.Call call)
    {
        var headers = call.Response["headers"]?.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!) ?? [];
        var body = call.Response["body"]?.DeepClone();
        return new GoldenAnswer((int)call.Response["status"]!, headers, (string?)call.Response["text"] ?? body?.ToJsonString() ?? "", body is null ? null : Realistic(body));
    }

    private static IReadOnlyList<string> Differences(string scenario, RecordedStep.Call call, GoldenAnswer answer) =>
        ScenarioPlayer.Compare(new Tokens(), scenario, call, answer).Differences;

    /// <summary>A body as a cluster would send it: something real in the place of every token.</summary>
    private static JsonNode Realistic(JsonNode body) => JsonNode.Parse(Tokens.Example(body.ToJsonString()))!;

    /// <summary>Tokens without a number stand for anything of their kind, and a list's own version for any newer one.</summary>
    private static bool IsFree(string scenario, RecordedStep.Call call, string path) =>
        LeftOut.Covers(scenario, call.Title, path)
        || Parents(path).Any(parent => LeftOut.Covers(scenario, call.Title, parent))
        || (path == "metadata.resourceVersion" && ScenarioPlayer.IsList(call.Response["body"]));

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOfAny(['.', '[']); end > 0; end = path.LastIndexOfAny(['.', '['], end - 1)) yield return path[..end];
    }
}
