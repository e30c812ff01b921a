using Microsoft.Extensions.Logging;

namespace LayerKit.Cli.Output;

/// <summary>One line of standard error for each event of debug level and above.</summary>
internal sealed class StandardErrorLogger(string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Debug and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            string cause = exception is null ? "" : $": {exception.Message}";
            Console.Error.WriteLine($"{logLevel}: {category}: {formatter(state, exception)}{cause}".ReplaceLineEndings(" "));
        }
    }
}
