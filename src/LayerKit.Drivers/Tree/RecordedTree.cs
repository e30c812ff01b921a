namespace LayerKit.Drivers.Tree;

/// <summary>A tree together with what it should have but cannot.</summary>
internal sealed record RecordedTree(string Root, DeviationLog Deviations);
