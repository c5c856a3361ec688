using System.Runtime.CompilerServices;

namespace EndToEnd.Tests.Install;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder(), "..", "..", ".."));

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    private static string Folder([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
