Console.WriteLine(File.Exists("/etc/shop/shop.conf") ? File.ReadAllText("/etc/shop/shop.conf") : "no shop here");
