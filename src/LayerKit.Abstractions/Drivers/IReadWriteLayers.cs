using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can make layers which are written to through a mount.</summary>
public interface IReadWriteLayers : IMountable
{
    /// <summary>Makes an RW layer over <paramref name="parent"/>, or an empty one when that is null.</summary>
    /// <param name="id">A new id; <see cref="ILayerDriver.Remove"/> removes it.</param>
    /// <param name="parent">A committed layer or an init layer, which is not changed.</param>
    /// <param name="options">Mount label and the driver's storage options.</param>
    /// <param name="token">Ends long work with <see cref="OperationCanceledException"/> and nothing left behind.</param>
    /// <exception cref="Errors.DriverOptionException">A storage option is not known or has a bad value.</exception>
    void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token);
}
