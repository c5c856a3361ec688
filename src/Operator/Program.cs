using System.CommandLine;
using Operator;

var root = new RootCommand("Turns a CounterApp into a StatefulSet, its claims and a Service, and rolls it forward.")
{
    RunCommand.Create(),
    CrdCommand.Create(),
    VersionCommand.Create(),
};
RunCommand.AddTo(root);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = RunCommand.StopDeadline });
