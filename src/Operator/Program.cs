using System.CommandLine;
using Operator;

var root = new RootCommand("Turns a CounterApp into a StatefulSet, its claims and a Service, and rolls it forward.")
{
    CrdCommand.Create(),
    VersionCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
