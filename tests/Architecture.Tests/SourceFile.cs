using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>One C# file: its path from the root with forward slashes, its text and its syntax.</summary>
public sealed record SourceFile(string Path, string Text, CompilationUnitSyntax Syntax)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The project it belongs to: <c>Operator</c>, <c>Bench</c>.</summary>
    public string Project => Folder.Split('.')[0];

    /// <summary>Its folder as a namespace: <c>Operator.Rollout</c>, <c>Bench.Report</c>.</summary>
    public string Folder =>
        string.Join('.', Path.Split('/')[..^1].SkipWhile(folder => folder == "src").Select(folder => folder == "bench" ? "Bench" : folder));

    public int Lines => Text.AsSpan().Count('\n');

    public string? Namespace => Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

    public IEnumerable<string> Usings => Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>().Where(use => use.NamespaceOrType is not null).Select(use => use.NamespaceOrType.ToString());

    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax.DescendantNodes(node => node is not BaseTypeDeclarationSyntax).Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Cast<MemberDeclarationSyntax>();

    /// <summary>Whether the file names anything of that namespace: by a using, or spelled out.</summary>
    public bool Mentions(string name) =>
        Usings.Any(use => use == name || use.StartsWith(name + ".", StringComparison.Ordinal))
        || Syntax.DescendantNodes().Any(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.ToString().StartsWith(name + ".", StringComparison.Ordinal));

    public override string ToString() => Path;
}
