using Microsoft.Extensions.Logging;

namespace LayerKit.Cli.Output;

/// <summary>The log of <c>-v</c>.</summary>
internal sealed class StandardErrorLoggerFactory : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new StandardErrorLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log goes to standard error alone.");

    public void Dispose()
    {
    }
}
