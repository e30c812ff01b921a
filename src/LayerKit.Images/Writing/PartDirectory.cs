namespace LayerKit.Images.Writing;

/// <summary>A directory beside an output for what is needed until the output is whole.</summary>
internal sealed class PartDirectory : IDisposable
{
    public PartDirectory(string output, string prefix)
    {
        FullName = $"{prefix}.{Path.GetRandomFileName()}.part";
        Output.Guard(output, () => Directory.CreateDirectory(FullName));
    }

    public string FullName { get; }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
