using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>One scenario as it was recorded: a namespace and the steps to play in it.</summary>
public sealed record Recording(string Scenario, string About, string Namespace, IReadOnlyList<RecordedStep> Steps)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Recordings");

    public static IReadOnlyList<string> Scenarios { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Where(Wanted).Order(StringComparer.Ordinal)];

    public static Recording Read(string scenario)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, scenario + ".json")))!.AsObject();
        var seen = new Dictionary<string, int>();
        var steps = root["steps"]!.AsArray().Select(step => RecordedStep.Read(step!.AsObject(), seen)).ToList();
        return new Recording(scenario, (string)root["about"]!, (string)root["namespace"]!, steps);
    }

    private static bool Wanted(string scenario) =>
        Environment.GetEnvironmentVariable("COUNTERAPP_GOLDEN") is not { Length: > 0 } only || only.Split(',').Contains(scenario);
}
