using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LayerKit.References;

namespace Acme;

internal class Resource : ICountedResource
{
    public readonly string Field = "field";
    public string Name { get; set; } = "name";
    public long Size => Name.Length;
    public string? Parent => null;
    public void Touch(in int times, out int touched) => touched = times;
    public long Measure(bool deep) => deep ? 2 : 1;
    public T? Find<T>(string key, Func<string, T?> read) where T : class => read(key);
    public TKey Largest<TKey, TValue>(IReadOnlyDictionary<TKey, TValue?> map) where TKey : struct, IComparable<TKey> where TValue : notnull => default;
    public int Sum(params ReadOnlySpan<int> values) => values.Length;
    public Task SaveAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    public async Task<string?> LoadAsync(string @default) { await Task.Yield(); return @default; }
    public ValueTask<int> CountAsync() => new(3);
    public IEnumerable<string> Lines() { yield return "line"; }
    public async IAsyncEnumerable<int> NumbersAsync(int upTo) { for (int i = 0; i < upTo; i++) { await Task.Yield(); yield return i; } }
    public Stream Open() => Stream.Null;
    public Task<Stream> OpenAsync() => Task.FromResult(Stream.Null);
    public void Free() { }
}

/// <summary>A handle.</summary>
[RefCountedHandle(typeof(Resource))]
public sealed partial class Handle
{
    public partial string Field { get; }
    public partial string Name { get; set; }
    public partial long Size { get; }
    public partial string? Parent { get; }
    public partial void Touch(in int times, out int touched);
    public partial long Measure(bool deep = true);
    public partial T? Find<T>(string key, Func<string, T?> read) where T : class;
    public partial TKey Largest<TKey, TValue>(IReadOnlyDictionary<TKey, TValue?> map) where TKey : struct, IComparable<TKey> where TValue : notnull;
    public partial int Sum(params ReadOnlySpan<int> values);
    public partial Task SaveAsync(CancellationToken cancellationToken = default);
    public partial Task<string?> LoadAsync(string @default);
    public partial ValueTask<int> CountAsync();
    public partial IEnumerable<string> Lines();
    internal partial IAsyncEnumerable<int> NumbersAsync(int upTo);
    public partial Stream Open();
    public partial Task<Stream> OpenAsync();
}
