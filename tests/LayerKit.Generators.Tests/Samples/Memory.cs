using System;
using System.Collections.Generic;
using System.IO;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Registration;

namespace Acme;

public sealed class MemoryOptions
{
    [DriverOption("limit")] public ByteSize Limit { get; set; } = ByteSize.Parse("1M");
}

[MetadataStore("memory", Priority = -1)]
public sealed class MemoryStore(MetadataContext context, MemoryOptions options) : IMetadataStore
{
    public string Where => context.Root + " " + options.Limit;
    public IEnumerable<ChainId> Layers() => [];
    public LayerRecord? FindLayer(ChainId chainId) => null;
    public IEnumerable<string> RWLayers() => [];
    public RWLayerRecord? FindRWLayer(string name) => null;
    public Stream OpenSplit(ChainId chainId) => Stream.Null;
    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned) => throw new NotSupportedException();
    public void RemoveLayer(ChainId chainId) { }
    public void RemoveRWLayer(string name) { }
    public IReadOnlyList<CacheId> Orphans() => [];
    public void Forget(CacheId id) { }
    public void Quarantine(ChainId chainId) { }
    public void Dispose() { }
}
