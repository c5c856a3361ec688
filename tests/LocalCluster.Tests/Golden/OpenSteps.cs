namespace LocalCluster.Tests.Golden;

/// <summary>Steps that the local cluster does not answer as recorded yet, by name. A real cluster is asked all of them.</summary>
public static class OpenSteps
{
    private static readonly bool AgainstRealCluster = Environment.GetEnvironmentVariable("COUNTERAPP_TEST_KUBECONFIG") is { Length: > 0 };

    private static readonly HashSet<string> Names =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "OpenSteps.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    public static IReadOnlyCollection<string> All => Names;

    public static bool Contains(string scenario, string step) => !AgainstRealCluster && Names.Contains($"{scenario} / {step}");
}
