using System.Collections.Concurrent;
using System.Security.Cryptography;
using LayerKit.Identity;
using LayerKit.TarSplit;

namespace LayerKit.Hashing;

/// <summary>Reads a stream ahead on one thread and hashes it on another, while the caller works on blocks that were read before.</summary>
/// <remarks>A fixed number of blocks goes round, so the stages wait for each other and memory does not grow with the stream.</remarks>
internal sealed class HashingPipeline : TarSource, IDisposable
{
    private const int BlockSize = 512 * 1024;
    private const int BlockCount = 6;

    private readonly Stream _source;
    private readonly Action<int>? _blockRead;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<Block> _free = new(BlockCount);
    private readonly BlockingCollection<Block> _toHash = new(BlockCount);
    private readonly BlockingCollection<Block> _toRead = new(BlockCount);
    private readonly TaskCompletionSource<Digest> _digest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _pump;
    private readonly Thread _hasher;
    private Block? _current;

    private HashingPipeline(Stream source, Action<int>? blockRead, CancellationToken token)
    {
        _source = source;
        _blockRead = blockRead;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        for (int i = 0; i < BlockCount; i++)
        {
            _free.Add(new Block(BlockSize), token);
        }

        _pump = new Thread(Pump) { IsBackground = true, Name = "LayerKit read" };
        _hasher = new Thread(Hash) { IsBackground = true, Name = "LayerKit hash" };
    }

    /// <summary>What reading the source threw, if it did: the very object that <see cref="ReadBlock"/> throws.</summary>
    public Exception? SourceFault { get; private set; }

    /// <summary>True when the block that <see cref="ReadBlock"/> returned last is the end of the stream.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Starts reading. The pipeline owns the source and disposes it on the reading thread, when nothing can be reading it any more.</summary>
    /// <param name="source">The bytes to hash.</param>
    /// <param name="blockRead">Told the length of each block as the reader takes it, on the reader's thread.</param>
    /// <param name="token">Ends reading and hashing.</param>
    public static HashingPipeline Start(Stream source, Action<int>? blockRead, CancellationToken token)
    {
        HashingPipeline pipeline = new(source, blockRead, token);
        pipeline._pump.Start();
        pipeline._hasher.Start();
        return pipeline;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadBlock()
    {
        Release(_current);
        _current = null;
        if (AtEnd)
        {
            return default;
        }

        if (!_toRead.TryTake(out _current, Timeout.Infinite, _stop.Token))
        {
            throw SourceFault ?? new EndOfStreamException();
        }

        AtEnd = _current.IsLast;
        _blockRead?.Invoke(_current.Length);
        return _current.Content;
    }

    /// <summary>The digest of the whole stream. Everything must have been read.</summary>
    public Digest Finish() => _digest.Task.GetAwaiter().GetResult();

    /// <summary>Ends the reading thread and waits until it has disposed the source.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _pump.Join();
    }

    /// <summary>Tells the threads to end. They do as soon as the source lets them; a source that never answers holds up nobody.</summary>
    public void Dispose() => _stop.Cancel();

    private void Pump()
    {
        try
        {
            Block block = Fill();
            while (!block.IsLast)
            {
                // A full block may be the last one too; only the next read tells.
                Block next = Fill();
                block.IsLast = next.Length == 0;
                Publish(block);
                if (block.IsLast)
                {
                    return;
                }

                block = next;
            }

            Publish(block);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _digest.TrySetCanceled();
        }
        catch (Exception e)
        {
            // Whatever a caller's stream throws belongs to the caller: it comes out of ReadBlock as it is.
            SourceFault = e;
            _digest.TrySetException(e);
        }
        finally
        {
            _source.Dispose();
            _toHash.CompleteAdding();
            _toRead.CompleteAdding();
        }
    }

    private Block Fill()
    {
        Block block = _free.Take(_stop.Token);
        block.Length = _source.ReadAtLeast(block.Buffer, BlockSize, throwOnEndOfStream: false);
        block.IsLast = block.Length < BlockSize;
        _stop.Token.ThrowIfCancellationRequested();
        return block;
    }

    private void Publish(Block block)
    {
        block.ShareBetween(2);
        _toHash.Add(block, _stop.Token);
        _toRead.Add(block, _stop.Token);
    }

    private void Hash()
    {
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (Block block in _toHash.GetConsumingEnumerable(_stop.Token))
            {
                hash.AppendData(block.Content.Span);
                Release(block);
            }

            _digest.TrySetResult(Digest.FromHash(hash.GetHashAndReset()));
        }
        catch (OperationCanceledException)
        {
            _digest.TrySetCanceled();
        }
    }

    private void Release(Block? block)
    {
        if (block?.Leave() == true)
        {
            _free.Add(block);
        }
    }
}
