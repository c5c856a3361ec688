using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LocalCluster.ApiServer.Faults;

namespace LocalCluster;

/// <summary>The command line: <c>up</c>, which is also what happens without a command.</summary>
internal static class UpCommand
{
    private static readonly string[] Versions = ["1.36"];

    public static RootCommand Create(Func<UpOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("A Kubernetes cluster on this machine: an API server for kubectl, and a node that runs each pod as a local process.");
        var up = new Command("up", "Start the cluster, the operator and a sample, and stay until Ctrl-C (default).");
        root.Add(up);
        foreach (var command in new Command[] { root, up }) AddOptions(command, run);
        return root;
    }

    private static void AddOptions(Command command, Func<UpOptions, CancellationToken, Task<int>> run)
    {
        var port = new Option<int>("--port") { Description = "The API server's port on 127.0.0.1.", DefaultValueFactory = _ => 6443 };
        var data = new Option<string>("--data") { Description = "Where volumes, certificates and logs live; a later start on the same directory finds the volumes again.", DefaultValueFactory = _ => ".local" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Where the kubeconfig is written (default: kubeconfig in the data directory)." };
        var noOperator = new Option<bool>("--no-operator") { Description = "Do not start the operator." };
        var noSample = new Option<bool>("--no-sample") { Description = "Do not apply the sample CounterApp." };
        var version = new Option<string>("--version") { Description = "The Kubernetes version to present.", DefaultValueFactory = _ => Versions[^1] };
        version.AcceptOnlyFromAmong(Versions);
        var faults = new Option<Fault[]>("--fault")
        {
            Description = "Something that goes wrong on purpose, such as \"503 verb=patch count=3\"; may be given again. src/LocalCluster/README.md has the words.",
            CustomParser = ReadFaults,
            DefaultValueFactory = _ => [],
        };
        port.Validators.Add(result =>
        {
            // What is no number is reported by the parser.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 1 or > 65535)
                result.AddError("--port is a number from 1 to 65535.");
        });
        RemoveBuiltInVersion(command);
        foreach (var option in new Option[] { port, data, kubeconfig, noOperator, noSample, version, faults }) command.Add(option);
        command.SetAction((parsed, cancellationToken) => run(
            new UpOptions(
                parsed.GetValue(port),
                Path.GetFullPath(parsed.GetValue(data)!),
                Path.GetFullPath(parsed.GetValue(kubeconfig) ?? Path.Combine(parsed.GetValue(data)!, "kubeconfig")),
                !parsed.GetValue(noOperator),
                !parsed.GetValue(noSample),
                parsed.GetValue(version)!,
                parsed.GetValue(faults)!),
            cancellationToken));
    }

    private static Fault[] ReadFaults(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(token => FaultText.Read(token.Value))];
        }
        catch (FormatException e)
        {
            result.AddError($"--fault: {e.Message}.");
            return [];
        }
    }

    /// <summary>Here <c>--version</c> is the version of Kubernetes, not of the program.</summary>
    private static void RemoveBuiltInVersion(Command command)
    {
        foreach (var option in command.Options.OfType<VersionOption>().ToList()) command.Options.Remove(option);
    }
}
