using System.Globalization;

namespace LocalCluster.Node.Images;

/// <summary>
/// Tags of `counterapp` that fail on purpose. Each is a shell script whose words are the real app's command line, or a setting of the app.
/// `FAILURE_AFTER_SECONDS` (3 by default) moves the moment in those that have one.
/// </summary>
internal static class FailingPrograms
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["crash"] = "echo 'counterapp: crashing on purpose' >&2; exit 1",
        ["crash-later"] = "\"$@\" & sleep \"${FAILURE_AFTER_SECONDS:-3}\"; echo 'counterapp: crashing on purpose' >&2; kill $!; wait $!; exit 1",
        ["never-ready"] = "echo 'counterapp: never listening, on purpose'; trap 'exit 0' TERM; while :; do sleep 0.2; done",
        ["slow-ready"] = "echo 'counterapp: starting late, on purpose'; sleep \"${FAILURE_AFTER_SECONDS:-3}\"; exec \"$@\"",
        ["ignores-term"] = "trap '' TERM; \"$@\" & while :; do sleep 0.2; done",
    };

    private const string ErrorsPrefix = "errors-";

    public static IReadOnlyCollection<string> Tags => Scripts.Keys;

    public static string? Find(string tag) => Scripts.GetValueOrDefault(tag);

    /// <summary>`errors-30` answers thirty of a hundred visits with 500; null for every other tag.</summary>
    public static int? FailPercent(string tag) =>
        tag.StartsWith(ErrorsPrefix, StringComparison.Ordinal) && byte.TryParse(tag.AsSpan(ErrorsPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent
            : null;
}
