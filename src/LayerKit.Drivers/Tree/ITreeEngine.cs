namespace LayerKit.Drivers.Tree;

/// <summary>What has to be done with whole directory trees, by system calls on Linux and by .NET's own means elsewhere.</summary>
internal interface ITreeEngine
{
    /// <summary>The engine, for an operator.</summary>
    string Name { get; }

    /// <summary>Starts to apply a layer.</summary>
    /// <param name="root">A directory that holds a copy of the parent, or is empty.</param>
    /// <param name="hasLower">True when it holds a copy.</param>
    /// <param name="deviations">Takes what cannot be done.</param>
    ITreeWriter Write(string root, bool hasLower, DeviationLog deviations);

    /// <summary>Reads a tree as the log says it should be.</summary>
    ILayerContent Read(string root, DeviationLog deviations);

    /// <summary>Makes an empty directory equal to another, its own owner, mode, time and attributes included.</summary>
    void Copy(string source, string target, CancellationToken token);

    /// <summary>What the second tree has otherwise than the first, sorted by path bytes; everything when there is no first.</summary>
    IReadOnlyList<Change> Compare(RecordedTree? older, RecordedTree newer, CancellationToken token);

    /// <summary>Bytes of the regular files in a tree, each once whatever names it has.</summary>
    long Measure(string path);

    /// <summary>Removes a tree; what is not there is not an error.</summary>
    void Remove(string path, CancellationToken token);

    /// <summary>Brings the file system that a path is on to stable storage.</summary>
    void Sync(string path);
}
