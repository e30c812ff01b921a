using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that tells where it keeps a layer, for operators and tools: <c>docker inspect</c>'s GraphDriver data.</summary>
public interface IDescribesLayers
{
    /// <summary>Names and values, such as <c>UpperDir</c> or <c>SourceDir</c>.</summary>
    IReadOnlyDictionary<string, string> Describe(CacheId id);
}
