using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Golden;

/// <summary>Everything of the recordings that is not compared, and why. This list is the whole of it.</summary>
public static class LeftOut
{
    private static readonly Entry[] Entries =
    [
        new("crd-lifecycle", "empty list", ".*", "429 «storage is (re)initializing» right after a definition is Established: a client lives with it, a server need not imitate it"),
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
