namespace LayerKit.References;

/// <summary>What a <see cref="RefCell{T}"/> frees when nothing refers to it any more.</summary>
public interface ICountedResource
{
    /// <summary>Frees it; called once, by whoever gave the last reference back, who must not be kept waiting: long work is queued.</summary>
    void Free();

    /// <summary>Frees it and completes when that is done; called once, instead of <see cref="Free"/>.</summary>
    ValueTask FreeAsync()
    {
        Free();
        return default;
    }
}
