namespace Bench.Report;

/// <summary>The checkout that this was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Above(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("Run this from a checkout: there is no CounterApp.slnx above it.")
        : File.Exists(Path.Join(folder.FullName, "CounterApp.slnx")) ? folder.FullName
        : Above(folder.Parent);
}
