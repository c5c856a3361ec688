using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>What <c>kubectl version</c> shows of the server: the release whose behaviour it reproduces.</summary>
internal static class VersionInfo
{
    private const string Patch = "2";
    private const string Commit = "98b35193b2ac7a23a673325f5e9b830ecd5ba406";

    public static JsonObject Of(string version)
    {
        var parts = version.Split('.');
        var (major, minor) = (parts[0], parts[1]);
        var oldest = (int.Parse(minor, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["major"] = major,
            ["minor"] = minor,
            ["emulationMajor"] = major,
            ["emulationMinor"] = minor,
            ["minCompatibilityMajor"] = major,
            ["minCompatibilityMinor"] = oldest,
            ["gitVersion"] = $"v{major}.{minor}.{Patch}",
            ["gitCommit"] = Commit,
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2026-06-09T00:00:00Z",
            ["goVersion"] = "go1.26.10",
            ["compiler"] = "gc",
            ["platform"] = "linux/amd64",
        };
    }
}
