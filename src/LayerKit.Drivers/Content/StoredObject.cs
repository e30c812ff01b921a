using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>A file of the object store: one payload, or a run of small ones.</summary>
/// <param name="Digest">SHA-256 of all its bytes, and its name.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct StoredObject(Digest Digest, long Length);
