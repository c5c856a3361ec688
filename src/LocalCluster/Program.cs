using LocalCluster;

return await UpCommand.Create(Session.RunAsync).Parse(args).InvokeAsync();
