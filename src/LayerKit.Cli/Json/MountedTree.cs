namespace LayerKit.Cli.Json;

/// <summary>What <c>mount</c> and <c>view</c> did: the RW layer's name, or the layer's ChainID, and where its files are.</summary>
internal sealed record MountedTree(string Name, string Path);
