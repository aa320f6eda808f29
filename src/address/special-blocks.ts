/**
 * Blocks of addresses that no public web server has, by the registries of IANA (iana-ipv4-special-registry, iana-ipv6-special-registry).
 * Relays and anycast services of the net itself (AS112, AMT, 6to4) are among them: nobody serves feeds there.
 */
export const SPECIAL_IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3'

/** All that IANA hands out to anybody (RFC 4291 2.4), and the exceptions in it. */
export const GLOBAL_UNICAST = '2000::/3'
export const SPECIAL_IPV6 = '2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20'
