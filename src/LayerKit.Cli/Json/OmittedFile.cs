namespace LayerKit.Cli.Json;

/// <summary>A file that a checkout could not make as its layer says: absent, or without all of owner, mode and attributes.</summary>
internal sealed record OmittedFile(string Path, bool Absent);
