using Spectre.Console;

namespace LayerKit.Cli.Output;

/// <summary>The progress bar of a terminal: stage, bytes, rate and time left. It is gone when the work is done.</summary>
internal static class ProgressBar
{
    /// <summary>Runs an import under a progress bar.</summary>
    /// <param name="length">Bytes to come, or null when nobody knows.</param>
    /// <param name="import">The work; it reports to what it is handed.</param>
    public static Task<T> RunAsync<T>(long? length, Func<ImportProgress, Task<T>> import)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Columns(Columns(length)).StartAsync(context =>
        {
            ProgressTask bar = context.AddTask("applying", maxValue: length ?? double.MaxValue);
            bar.IsIndeterminate = length is null;
            return import(new ImportProgress(bar));
        });
    }

    private static ProgressColumn[] Columns(long? length) => length is null
        ? [new SpinnerColumn(), new TaskDescriptionColumn(), new BytesColumn(), Rate]
        : [new TaskDescriptionColumn(), new ProgressBarColumn(), new BytesColumn(), Rate, new RemainingTimeColumn()];

    private static TransferSpeedColumn Rate => new() { Base = FileSizeBase.Binary };
}
