using LayerKit.Drivers.Tests.Linux;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>The driver under a real store: tars in, the same bytes out.</summary>
public sealed class StoreTests : IDisposable
{
    // Every type of member that a layer can have, made by GNU tar.
    private const string MakeTar = """
        mkdir "$1/tree"; cd "$1/tree"
        mkdir -p d/e closed; chmod 1777 d/e; head -c 300000 /dev/urandom > d/large; head -c 4096 /dev/urandom > d/block; echo small > d/small; : > empty
        cp d/large copy; ln d/small hard; ln -s d/small soft; ln -s /nowhere dangling; ln soft hard-to-link
        mknod null c 1 3; mknod disk b 8 1; mkfifo pipe; cp d/small setuid; chmod 4755 setuid; chown 1000:2000 d/small; echo secret > closed/secret
        chmod 0 closed/secret; chmod 0 closed; setfattr -n user.note -v text d/large; setfattr -n trusted.note -v text d/e; touch -d '1960-01-02 03:04:05.6789' d/small
        echo Upper > Case; echo lower > case; touch "$(printf 'odd\nname\377')" CON 'a:b?'
        tar --format=pax --xattrs --xattrs-include='*' --sort=name -cf "$1/all.tar" .
        cd ..; rm -rf tree; chmod 644 all.tar
        """;

    private readonly TempRoot _temp = new();

    public StoreTests() => Shell.Run(MakeTar + "\nchmod 777 \"$1\"", _temp.Path);

    public void Dispose()
    {
        // Not Directory.Delete, which knows only names that are UTF-8.
        Shell.Run("rm -rf \"$1\"/*", _temp.Path);
        _temp.Dispose();
    }

    [Fact]
    public void Every_kind_of_member_comes_back_byte_for_byte() => RoundTrip();

    [Fact]
    public void Every_kind_of_member_comes_back_byte_for_byte_without_any_rights() => UnprivilegedThread.Run(RoundTrip);

    [Fact]
    public void A_checkout_is_what_tar_makes_of_the_same_bytes()
    {
        ContentRegister(store =>
        {
            using Layer layer = Register(store);
            IReadOnlyList<CheckoutOmission> omissions = Checkout(layer, "out");

            Assert.Empty(omissions);
            Shell.Run("mkdir \"$1\"; tar -C \"$1\" --numeric-owner --xattrs --xattrs-include='*' -xpf \"$2\"", _temp["tar"], _temp["all.tar"]);
            Assert.Equal(Shell.Tree(_temp["tar"]), Shell.Tree(_temp["out"]));
        });
    }

    [Fact]
    public void A_checkout_without_rights_tells_what_it_left_out() => UnprivilegedThread.Run(() => ContentRegister(store =>
    {
        using Layer layer = Register(store);
        string[] omissions = [.. Checkout(layer, "out").Select(omission => omission.ToString())];

        Assert.Contains("/null: not made", omissions);
        Assert.Contains("/disk: not made", omissions);
        Assert.Contains("/setuid: not all of owner, mode and attributes", omissions);
        Assert.DoesNotContain("/pipe: not made", omissions);
        Assert.True(File.Exists(_temp["out/closed/secret"]));
    }));

    [Fact]
    public void A_damaged_object_never_comes_out_as_a_whole_tar() => ContentRegister(store =>
    {
        using Layer layer = Register(store);
        foreach (string file in Directory.GetFiles(_temp["store/content/objects"], "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            foreach (byte[]? damaged in (byte[]?[])[[.. bytes[..^1], (byte)(bytes[^1] ^ 1)], bytes[..^1], null])
            {
                File.Delete(file);
                if (damaged is not null)
                {
                    File.WriteAllBytes(file, damaged);
                }

                Assert.Throws<LayerCorruptException>(() => Export(layer));
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(File.ReadAllBytes(_temp["all.tar"]), Export(layer));
    });

    [Fact]
    public void A_damaged_index_is_a_damaged_layer() => ContentRegister(store =>
    {
        using Layer layer = Register(store);
        string index = Assert.Single(Directory.GetFiles(_temp["store/content/layers"]));
        byte[] bytes = File.ReadAllBytes(index);
        bytes[^1] ^= 1;
        File.WriteAllBytes(index, bytes);

        Assert.Throws<LayerCorruptException>(() => Export(layer));
    });

    private void RoundTrip() => ContentRegister(store =>
    {
        Layer layer = Register(store);
        Assert.Equal(File.ReadAllBytes(_temp["all.tar"]), Export(layer));
        Wait(store.ReleaseAsync(layer));
        Assert.Empty(Directory.GetFiles(_temp["store/content/objects"], "*", SearchOption.AllDirectories));
        ContentAudit.Check(_temp["store/content"]);
    });

    private void ContentRegister(Action<LayerStore> test)
    {
        LayerStore store = Wait(LayerStore.OpenAsync(new LayerStoreOptions(_temp["store"]) { Drivers = BuiltInDrivers.CreateCatalog(), Driver = "content" }));
        test(store);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private Layer Register(LayerStore store)
    {
        using FileStream tar = File.OpenRead(_temp["all.tar"]);
        return Wait(store.RegisterAsync(tar));
    }

    private IReadOnlyList<CheckoutOmission> Checkout(Layer layer, string name)
    {
        LayerKit.Drivers.Content.ContentDriver driver = new(new DriverContext(_temp["store/content"]));
        LayerKit.Identity.CacheId id = Assert.Single(driver.List());
        Assert.Equal(_temp["store/content/layers/"] + id, layer.DriverMetadata["IndexFile"]);
        return driver.Checkout(id, _temp[name], CancellationToken.None);
    }

    private static byte[] Export(Layer layer)
    {
        using Stream tar = layer.OpenTar();
        using MemoryStream all = new();
        tar.CopyTo(all);
        return all.ToArray();
    }

    // Only this thread, and those it starts, are without rights; nothing may go on elsewhere.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
