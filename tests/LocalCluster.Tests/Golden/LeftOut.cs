using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Golden;

/// <summary>Everything of the recordings that is not compared, and why. This list is the whole of it.</summary>
public static class LeftOut
{
    private static readonly Entry[] Entries =
    [
        new("crd-lifecycle", "empty list", ".*", "429 «storage is (re)initializing» right after a definition is Established: a client lives with it, a server need not imitate it"),
        new(".*", ".*", @"columnDefinitions\[\d+\]\.description", "documentation texts of the built-in kinds' columns: no client reads them"),
        new("discovery", "openapi v3 index needs no more than paths", @"components.*|info.*|paths\..*", "every path and operation is there, without its documentation texts, as the step's own title says"),
        new(".*", ".*", @"(items\[\d+\]\.)?status\.hostIPs?(\[0\]\.ip)?", "the node's own address"),
        new("services", ".*", @"items\[\d+\]\.metadata\.generation", "counts how often the controller happened to write the slice"),
        new("discovery", "GET /api", @"serverAddressByClientCIDRs.*", "the server's own address"),
        new("pods", "previous logs", @"\(text\)", "the container runtime's own words for a log that it has lost"),
        new("pods", "most of a pod is immutable", @"message|details\.causes.*", "the server appends a difference of its internal Go structures"),
    ];

    public static bool Covers(string scenario, string step, string path) =>
        Entries.Any(entry => Fits(entry.Scenario, scenario) && Fits(entry.Step, step) && Fits(entry.Path, path));

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

    private sealed record Entry(string Scenario, string Step, string Path, string Reason);
}
