namespace Bench.Report;

/// <summary>A place on the checkout's own disk for what a run leaves behind; git ignores it.</summary>
internal static class Scratch
{
    private static readonly string Root = Path.Join(Checkout.Root, "artifacts", "bench");

    /// <summary>An empty directory of that name.</summary>
    public static string Directory(string name)
    {
        var path = Path.Join(Root, name);
        if (System.IO.Directory.Exists(path)) System.IO.Directory.Delete(path, recursive: true);
        return System.IO.Directory.CreateDirectory(path).FullName;
    }
}
