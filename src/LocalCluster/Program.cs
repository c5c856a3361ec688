using System.CommandLine;
using LocalCluster;

return await UpCommand.Create(Session.RunAsync).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Session.StopDeadline });
