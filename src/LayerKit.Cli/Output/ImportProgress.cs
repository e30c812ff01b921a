using Spectre.Console;

namespace LayerKit.Cli.Output;

/// <summary>Keeps a register's last report, which says how it ended, and moves the progress bar if there is one.</summary>
/// <remarks>Reports are taken on the thread that makes them: <see cref="Progress{T}"/> would deliver the last one after the register has returned.</remarks>
internal sealed class ImportProgress(ProgressTask? bar = null) : IProgress<LayerProgress>
{
    public LayerProgress Last { get; private set; }

    public void Report(LayerProgress value)
    {
        Last = value;
        if (bar is not null)
        {
            bar.Description = value.Stage == LayerStage.Applying ? "applying" : "committing";
            bar.Value = value.BytesRead;
        }
    }
}
