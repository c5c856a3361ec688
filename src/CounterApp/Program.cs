using CounterApp;
using CounterApp.Logging;
using CounterApp.Volumes;

const int usage = 64;

try
{
    var options = CounterOptions.From(Environment.GetEnvironmentVariable);
    using var loggers = new LineLoggerFactory(Console.Out);
    using var signals = new StopSignals();
    await CounterServer.RunAsync(options, signals, TimeProvider.System, loggers);
    return 0;
}
catch (DamagedVolumeException e)
{
    return Refuse(e, DamagedVolumeException.ExitCode);
}
catch (FormatException e)
{
    return Refuse(e, usage);
}
catch (Exception e) when (e is IOException or InvalidOperationException)
{
    return Refuse(e, code: 1);
}

static int Refuse(Exception reason, int code)
{
    Console.Error.WriteLine($"counterapp: {reason.Message.ReplaceLineEndings(" ")}");
    return code;
}
