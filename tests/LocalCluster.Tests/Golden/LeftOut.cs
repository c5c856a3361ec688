using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Golden;

/// <summary>Everything of the recordings that is not compared, and why. This list is the whole of it.</summary>
public static class LeftOut
{
    private static readonly Entry[] Entries =
    [
        new("crd-lifecycle", "empty list", ".*", "429 «storage is (re)initializing» right after a definition is Established: a client lives with it, a server need not imitate it"),
        new("discovery", "openapi v3 index needs no more than paths", @"components|paths\..+", "every path is there, without its documentation texts, as the step's own title says"),
        new(".*", ".*", @"(items\[\d+\]\.)?status\.hostIP(s\[\d+\]\.ip)?", "the node's own address"),
        new("discovery", "GET /api", @"serverAddressByClientCIDRs\[\d+\]\.serverAddress", "the server's own address"),
        new("services|tables", "two endpoints|one endpoint|table of endpointslices", @"(items\[\d+\]|rows\[\d+\]\.object)\.metadata\.generation", "how often a slice was written: two pods that are ready at one moment are one write or two"),
        new("tables", "table of endpointslices", @"rows\[\d+\]\.object\.metadata\.annotations", "whether a pod became ready in the very second in which its kubelet took it on") { MayBeAbsent = true },
        new("pods", ".*", @"status\.resources\.limits", "what the node's control groups report where no limit is set") { MayBeAbsent = true },
    ];

    /// <summary>Whether the value there is not compared.</summary>
    public static bool Covers(string scenario, string step, string path) => Find(scenario, step, path) is not null;

    /// <summary>Whether it need not even be there.</summary>
    public static bool MayBeAbsent(string scenario, string step, string path) => Find(scenario, step, path) is { MayBeAbsent: true };

    public static IEnumerable<(string Path, string Reason)> All => Entries.Select(entry => (entry.Path, entry.Reason));

    /// <summary>
    /// A recording hides the ordinal of a pod behind <c>{rand}</c>, also in the paths that it asked for; the step's own answer or its
    /// title tells which it was.
    /// </summary>
    public static string Ordinal(string scenario, string step) => (scenario, step) switch
    {
        ("statefulset-parallel", "delete a pod" or "pod back") => "1",
        ("statefulset-rolling-update" or "statefulset-stuck", _) => "2",
        _ => "0",
    };

    private static bool Fits(string pattern, string text) => Regex.IsMatch(text, $"^(?:{pattern})$");

    private static Entry? Find(string scenario, string step, string path) =>
        Array.Find(Entries, entry => Fits(entry.Scenario, scenario) && Fits(entry.Step, step) && Fits(entry.Path, path));

    private sealed record Entry(string Scenario, string Step, string Path, string Reason)
    {
        public bool MayBeAbsent { get; init; }
    }
}
