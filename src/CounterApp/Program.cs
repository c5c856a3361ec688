using CounterApp;
using CounterApp.Logging;
using CounterApp.Volumes;

const int usage = 64;

// Sockets are served on the threads that wait for them: nothing here blocks those, and every visit saves two changes of thread.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

try
{
    var options = CounterOptions.From(Environment.GetEnvironmentVariable);
    using var loggers = new LineLoggerFactory(Console.Out);
    using var signals = new StopSignals();
    using var volume = new DirectoryVolume(options.DataDirectory);
    var server = await CounterServer.StartAsync(options, volume, TimeProvider.System, loggers, CancellationToken.None);
    await using (server) await Task.WhenAny(signals.Stopping, server.Unusable);
    return server.Unusable.IsCompleted ? Refuse(await server.Unusable, UnusableVolumeException.ExitCode) : 0;
}
catch (UnusableVolumeException e)
{
    return Refuse(e, UnusableVolumeException.ExitCode);
}
catch (FormatException e)
{
    return Refuse(e, usage);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
{
    return Refuse(e, code: 1);
}

static int Refuse(Exception reason, int code)
{
    Console.Error.WriteLine($"counterapp: {reason.Message.ReplaceLineEndings(" ")}");
    return code;
}
