using System.CommandLine;
using Operator.Api.Definitions;

namespace Operator;

/// <summary><c>crd</c>: prints the CustomResourceDefinition as config/crd/counterapps.yaml has it, or the reference in docs/api.md.</summary>
internal static class CrdCommand
{
    private const string Head = "# Generated from src/Operator/Api by: dotnet run --project src/Operator -- crd\n";

    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "yaml: the definition; markdown: its reference for people.", DefaultValueFactory = _ => "yaml" };
        format.AcceptOnlyFromAmong("yaml", "markdown");
        var command = new Command("crd", "Print the CustomResourceDefinition, made from the operator's own types.") { format };
        command.SetAction(result => result.InvocationConfiguration.Output.Write(result.GetValue(format) == "markdown" ? ApiReference.Write() : Text()));
        return command;
    }

    public static string Text() => Head + YamlText.Write(DefinitionGenerator.Create());
}
