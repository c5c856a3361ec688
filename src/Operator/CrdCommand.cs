using System.CommandLine;
using Operator.Api.Definitions;

namespace Operator;

/// <summary><c>crd</c>: prints the CustomResourceDefinition as config/crd/counterapps.yaml has it.</summary>
internal static class CrdCommand
{
    private const string Head = "# Generated from src/Operator/Api by: dotnet run --project src/Operator -- crd\n";

    public static Command Create()
    {
        var command = new Command("crd", "Print the CustomResourceDefinition, made from the operator's own types.");
        command.SetAction(result => result.InvocationConfiguration.Output.Write(Text()));
        return command;
    }

    public static string Text() => Head + YamlText.Write(DefinitionGenerator.Create());
}
