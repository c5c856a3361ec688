using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>The house style, as far as a machine can read it.</summary>
public sealed class HouseTests
{
    private const int SourceFileCap = 300;
    private const int TestFileCap = 500;
    private const int MethodCap = 60;

    private static readonly string[] ForbiddenWords = ["Utils", "Utility", "Helper", "Manager", "Common", "Misc", "Impl"];

    private static readonly string[] GeneratorAttributes = ["LoggerMessage", "JsonSerializable", "JsonSourceGenerationOptions", "GeneratedRegex", "LibraryImport"];

    [Fact]
    public void Source_files_are_short() => Nothing(Repository.Sources.Where(file => file.Lines > SourceFileCap).Select(file => $"{file}: {file.Lines} lines"));

    [Fact]
    public void Test_files_are_short() => Nothing(Repository.Tests.Where(file => file.Lines > TestFileCap).Select(file => $"{file}: {file.Lines} lines"));

    [Fact]
    public void Methods_fit_in_the_eye() =>
        Nothing(
            from file in Repository.Sources
            from method in file.Syntax.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax)
            let span = method.GetLocation().GetLineSpan()
            let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
            where lines > MethodCap
            select $"{file}:{span.StartLinePosition.Line + 1}: {lines} lines");

    [Fact]
    public void A_namespace_is_its_folder() =>
        Nothing(
            from file in Repository.Sources
            where file.Namespace is { } name && name != file.Folder
            select $"{file}: {file.Namespace}");

    [Fact]
    public void A_file_holds_one_type_and_carries_its_name() =>
        Nothing(
            from file in Repository.Sources
            let types = file.TopLevelTypes.Select(NameOf).Distinct().ToList()
            where types.Count > 0 && (types.Count > 1 || types[0] != file.Name.Split('.')[0])
            select $"{file}: {string.Join(", ", types)}");

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() =>
        Nothing(
            from file in Repository.Sources
            from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
            where type is ClassDeclarationSyntax || type is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            where !type.Modifiers.Any(word => word.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword)
            where !OtherPartIsClosed(file, type)
            select $"{file}: {type.Identifier}");

    [Fact]
    public void Partial_is_for_source_generators() =>
        Nothing(
            from file in Repository.Sources
            from type in file.TopLevelTypes.OfType<TypeDeclarationSyntax>()
            where type.Modifiers.Any(SyntaxKind.PartialKeyword) && !GeneratorAttributes.Any(name => type.ToString().Contains($"[{name}", StringComparison.Ordinal))
            select $"{file}: {type.Identifier}");

    [Fact]
    public void Names_say_what_a_thing_is() =>
        Nothing(
            from file in Repository.Sources
            from name in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(NameOf)
            where Array.Exists(ForbiddenWords, word => name.Contains(word, StringComparison.Ordinal)) || name.EndsWith("Base", StringComparison.Ordinal)
            select $"{file}: {name}");

    [Fact]
    public void No_type_is_named_like_a_room()
    {
        var rooms = Repository.Sources.GroupBy(file => file.Project, file => file.Namespace ?? "")
            .ToDictionary(project => project.Key, project => project.SelectMany(name => name.Split('.')).ToHashSet());

        Nothing(
            from file in Repository.Sources
            let visible = rooms[file.Project]
            from name in file.TopLevelTypes.Select(NameOf)
            where visible.Contains(name)
            select $"{file}: {name}");
    }

    [Fact]
    public void Nothing_is_left_to_do_in_the_sources() =>
        Nothing(Repository.Sources.Where(file => Regex.IsMatch(file.Text, @"\b(TODO|FIXME|HACK)\b|#region|NotImplementedException")).Select(file => file.Path));

    [Fact]
    public void Log_events_have_numbers_of_their_own() =>
        Nothing(
            from file in Repository.Sources
            from Match match in Regex.Matches(file.Text, @"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")
            group file.Path by (Project: file.Project, Number: match.Groups[1].Value) into uses
            where uses.Count() > 1
            select $"{uses.Key.Number}: {string.Join(", ", uses)}");

    [Fact]
    public void Tests_that_wait_have_a_deadline_and_none_is_switched_off() =>
        Nothing(Repository.Tests.Where(file => file.Name is not (nameof(HouseTests) or "KubectlFactAttribute" or "PromtoolFactAttribute") && Regex.IsMatch(file.Text, @"Skip\s*=\s*""|Thread\.Sleep")).Select(file => file.Path));

    [Fact]
    public void Decisions_are_numbered_one_by_one()
    {
        var numbers = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md").Select(file => Path.GetFileName(file)[..4]).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => $"{number:0000}"), numbers);
    }

    internal static void Nothing(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, "\n" + string.Join('\n', found));
    }

    private static bool OtherPartIsClosed(SourceFile file, TypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && Repository.Sources.Any(other => other.Namespace == file.Namespace && Regex.IsMatch(other.Text, $@"(sealed|static|abstract) partial (class|record) {type.Identifier}\b"));

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };
}
