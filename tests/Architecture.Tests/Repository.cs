using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace Architecture.Tests;

/// <summary>The checkout that these tests were built from, read as text.</summary>
public static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));

    public static readonly IReadOnlyList<string> Projects = ["CounterApp", "Kubernetes", "LocalCluster", "Operator"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(() => [.. Projects.SelectMany(project => Read(Path.Combine("src", project))), .. Read("bench")]);
    private static readonly Lazy<IReadOnlyList<SourceFile>> AllTests = new(() => [.. Read("tests")]);

    /// <summary>Every C# file under <c>src</c> and <c>bench</c>.</summary>
    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>Every C# file under <c>tests</c>.</summary>
    public static IReadOnlyList<SourceFile> Tests => AllTests.Value;

    /// <summary>The files of one room: <c>Operator/Rollout</c>.</summary>
    public static IEnumerable<SourceFile> Room(string room) =>
        Sources.Where(file => file.Path.StartsWith($"src/{room}/", StringComparison.Ordinal) || file.Path == $"src/{room}.cs");

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<SourceFile> Read(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        let text = File.ReadAllText(file)
        select new SourceFile(path, text, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
