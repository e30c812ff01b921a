using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Pins: durable, named references. They outlive the process that set them.</content>
public sealed partial class LayerStore
{
    /// <summary>Keeps a layer and all below it under a name. A pin of that name is moved to this layer.</summary>
    /// <param name="name">1 to 255 bytes of UTF-8 without control characters, such as <c>shop/web:1.4</c>.</param>
    /// <param name="chainId">The layer to keep.</param>
    /// <param name="options">Owner, lifetime and labels.</param>
    /// <param name="cancellationToken">Completes the call at once; a pin that is being set may be set all the same.</param>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    /// <exception cref="ArgumentException">The name is no pin's name.</exception>
    public Task PinAsync(string name, ChainId chainId, PinOptions? options = null, CancellationToken cancellationToken = default)
    {
        PinName.ThrowIfInvalid(name);
        ThrowIfClosed();
        return _work.RunToEndAsync(() => Pin(name, chainId, options ?? new PinOptions()), cancellationToken);
    }

    /// <summary>Takes a pin off and removes its layer, and whatever that alone kept, when nothing else refers to it.</summary>
    /// <param name="name">The pin's name.</param>
    /// <param name="cancellationToken">Completes the call at once; an unpin that has begun goes on to its end.</param>
    /// <returns>What was removed, child first.</returns>
    /// <exception cref="PinNotFoundException">There is no pin of the name.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> UnpinAsync(string name, CancellationToken cancellationToken = default)
    {
        PinName.ThrowIfInvalid(name);
        ThrowIfClosed();
        return _work.RunToEndAsync<IReadOnlyList<ReleasedLayer>>(() => Unpin(name), cancellationToken);
    }

    /// <summary>All pins, sorted by name, expired ones included.</summary>
    public IReadOnlyList<PinRecord> Pins()
    {
        ThrowIfClosed();
        return _work.Run(AllPins);
    }

    private IReadOnlyList<PinRecord> AllPins() =>
        _calls.Metadata("list", "pins", () => _metadata.Pins().Order(StringComparer.Ordinal).Select(_metadata.FindPin).OfType<PinRecord>().ToList());

    private bool Pin(string name, ChainId chainId, PinOptions options)
    {
        // The hold keeps the layer until the pin does.
        RefCell<LayerHold> hold = HoldOrThrow(chainId);
        try
        {
            PinRecord pin = NewPin(name, chainId, options);
            return WithPin(name, () => _calls.Metadata("pin", name, () => _metadata.PutPin(pin)));
        }
        finally
        {
            hold.Release();
        }
    }

    private PinRecord NewPin(string name, ChainId chainId, PinOptions options)
    {
        DateTimeOffset now = _options.Time.GetUtcNow();
        return new PinRecord(name, chainId, options.Owner, now + options.Lifetime, options.Labels, now);
    }

    private List<ReleasedLayer> Unpin(string name)
    {
        PinRecord? pin = null;
        WithPin(name, () =>
        {
            pin = _calls.Metadata("read pin", name, () => _metadata.FindPin(name)) ?? throw new PinNotFoundException(name);
            _calls.Metadata("remove pin", name, () => _metadata.RemovePin(name));
        });
        return RemoveUnreferenced(pin!.ChainId);
    }

    /// <summary>Pins what was registered, renewing a pin that it has, and says so; the layer is given back when that fails.</summary>
    private Layer HandOut(RefCell<LayerHold> hold, RegisterOptions options, Action done)
    {
        try
        {
            if (options.Pin is { } name)
            {
                Pin(name, hold.Value.ChainId, options.PinOptions ?? new PinOptions());
            }

            done();
            return Layer.Adopt(hold);
        }
        catch
        {
            hold.Release();
            throw;
        }
    }

    /// <summary>Takes a pin off if its time is over: it may have been renewed since it was listed.</summary>
    private bool RemoveIfExpired(string name)
    {
        bool removed = false;
        return WithPin(name, () => removed = _metadata.FindPin(name) is { } pin && HasExpired(pin) && _metadata.RemovePin(name)) && removed;
    }

    private bool WithPin(string name, Action action) => _session.Stripes.Exclusive(HoldKey.Pin(name), () =>
    {
        action();
        return true;
    });

    private bool IsPinValid(string name) => _metadata.FindPin(name) is { } pin && !HasExpired(pin);

    private bool HasExpired(PinRecord pin) => pin.Expires <= _options.Time.GetUtcNow();
}
