namespace LayerKit.Drivers.Overlay2;

/// <summary>What an overlay mount is made of, as absolute paths.</summary>
/// <param name="Name">For messages: the layer's id.</param>
/// <param name="Lowers">Read-only directories, the nearest first.</param>
/// <param name="Upper">What is written to, or null for a view that cannot be written to.</param>
/// <param name="Work">The directory that the kernel works in, null without an upper one.</param>
internal sealed record OverlayStack(string Name, IReadOnlyList<string> Lowers, string? Upper = null, string? Work = null);
