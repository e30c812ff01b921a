namespace LayerKit.MSBuild.Incremental;

/// <summary>One result item of a build, as its results file keeps it.</summary>
/// <param name="Identity">The item's identity.</param>
/// <param name="Stamp">What the result was made from; when that is unchanged the result still holds.</param>
/// <param name="Witnesses">Files and directories without which the result no longer holds.</param>
/// <param name="Metadata">The item's metadata.</param>
internal sealed record ItemRecord(string Identity, string Stamp, IReadOnlyList<string> Witnesses, Dictionary<string, string> Metadata)
{
    /// <summary>The value of one metadatum, empty when it has none.</summary>
    public string this[string name] => Metadata.GetValueOrDefault(name, "");
}
