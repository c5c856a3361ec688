using CounterApp;
using CounterApp.Volumes;

try
{
    var options = CounterOptions.From(Environment.GetEnvironmentVariable);
    using var volume = new DirectoryVolume(options.DataDirectory);
    return await CounterServer.RunAsync(options, volume, CancellationToken.None);
}
catch (DamagedVolumeException e)
{
    await Console.Error.WriteLineAsync($"counterapp: {e.Message}");
    return DamagedVolumeException.ExitCode;
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"counterapp: {e.Message}");
    return 64;
}
