using LayerKit.References;

namespace LayerKit.Generators.Tests.References;

public sealed class HandleTests
{
    private readonly Counted _resource = new();

    [Fact]
    public void Disposing_the_last_handle_frees_once_however_often_it_is_disposed()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        handle.Dispose();
        handle.Dispose();
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void Every_member_of_a_disposed_handle_throws()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        using CountedHandle other = handle.Clone();
        handle.Dispose();
        Assert.Throws<ObjectDisposedException>(() => handle.Name);
        Assert.Throws<ObjectDisposedException>(() => handle.Use());
        Assert.Throws<ObjectDisposedException>(() => handle.Uses().Count());
        Assert.Throws<ObjectDisposedException>(handle.Open);
        Assert.Throws<ObjectDisposedException>(handle.Clone);
        Assert.Equal("counted", other.Name);
    }

    [Fact]
    public async Task An_async_member_of_a_disposed_handle_throws()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        handle.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(handle.UseAsync);
    }

    [Fact]
    public void A_clone_keeps_the_resource()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        CountedHandle clone = handle.Clone();
        handle.Dispose();
        Assert.Equal(0, _resource.Freed);
        clone.Dispose();
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void A_second_release_is_detected()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        RefCell<Counted>? cell = handle.Detach();
        Assert.NotNull(cell);
        Assert.Null(handle.Detach());
        Assert.Equal(0, _resource.Freed);
        cell.Release();
        Assert.Equal(1, _resource.Freed);
        Assert.Throws<InvalidOperationException>(cell.Release);
    }

    [Fact]
    public async Task A_call_that_runs_keeps_the_resource_until_it_is_done()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        Task<int> running = handle.UseAsync();
        handle.Dispose();
        Assert.Equal(0, _resource.Freed);
        _resource.Gate.SetResult();
        Assert.Equal(1, await running);
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void A_sequence_keeps_the_resource_until_it_is_done()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        using (IEnumerator<int> uses = handle.Uses().GetEnumerator())
        {
            Assert.True(uses.MoveNext());
            handle.Dispose();
            Assert.True(uses.MoveNext());
            Assert.Equal(0, _resource.Freed);
        }

        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public async Task A_stream_keeps_the_resource_until_it_is_disposed_once_or_twice()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        Stream stream = handle.Open();
        handle.Dispose();
        Assert.Equal(0, _resource.Freed);
        Assert.Equal(1, stream.ReadByte());
        await stream.DisposeAsync();
        await stream.DisposeAsync();
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void A_stream_that_cannot_be_opened_keeps_nothing()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        Assert.Throws<IOException>(handle.Broken);
        handle.Dispose();
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public async Task Disposing_asynchronously_completes_after_the_resource_is_freed()
    {
        CountedHandle handle = CountedHandle.Of(_resource);
        await handle.DisposeAsync();
        await handle.DisposeAsync();
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void Releasing_allocates_nothing()
    {
        CountedHandle[] handles = [.. Enumerable.Range(0, 101).Select(_ => CountedHandle.Of(_resource))];
        handles[100].Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            handles[i].Dispose();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
