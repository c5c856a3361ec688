using LocalCluster;

return await UpCommand.Create((_, _) => Task.FromResult(1)).Parse(args).InvokeAsync();
