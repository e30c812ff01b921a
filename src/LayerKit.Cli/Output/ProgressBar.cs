using Spectre.Console;

namespace LayerKit.Cli.Output;

/// <summary>The progress bar of a terminal: stage, bytes, rate and time left. It is gone when the work is done.</summary>
internal static class ProgressBar
{
    private static readonly IAnsiConsole Terminal = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),

        // Nobody is asked anything: a bar is as good when standard input is a pipe.
        Interactive = InteractionSupport.Yes,
    });

    /// <summary>Whether standard error is a terminal that can move its cursor.</summary>
    public static bool IsPossible => !Console.IsErrorRedirected && Terminal.Profile.Capabilities.Ansi;

    /// <summary>Runs an import under a progress bar.</summary>
    /// <param name="length">Bytes to come, or null when nobody knows.</param>
    /// <param name="import">The work; it reports to what it is handed.</param>
    public static Task<T> RunAsync<T>(long? length, Func<ImportProgress, Task<T>> import) =>
        Terminal.Progress().AutoClear(true).Columns(Columns(length)).StartAsync(context =>
        {
            ProgressTask bar = context.AddTask("applying", maxValue: length ?? double.MaxValue);
            bar.IsIndeterminate = length is null;
            return import(new ImportProgress(bar));
        });

    /// <summary>Gives a terminal its cursor back when the process will not live to take the bar away.</summary>
    public static void Abandon()
    {
        if (IsPossible)
        {
            Terminal.Cursor.Show(true);
        }
    }

    private static ProgressColumn[] Columns(long? length) => length is null
        ? [new SpinnerColumn(), new TaskDescriptionColumn(), new BytesColumn(), Rate]
        : [new TaskDescriptionColumn(), new ProgressBarColumn(), new BytesColumn(), Rate, new RemainingTimeColumn()];

    private static TransferSpeedColumn Rate => new() { Base = FileSizeBase.Binary };
}
