namespace LayerKit.MSBuild.Importing;

/// <summary>Keeps the last report of a register; unlike <see cref="Progress{T}"/> it has it as soon as the register returns.</summary>
internal sealed class LastProgress : IProgress<LayerProgress>
{
    public LayerProgress Value { get; private set; }

    public void Report(LayerProgress value) => Value = value;
}
